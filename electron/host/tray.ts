import { Menu, nativeImage, Tray } from 'electron'
import type { TrayModel } from '../../shared/logic/tray.ts'
import type { TrayChoice } from '../app/choose.ts'
import { trayMenu } from './menu.ts'

/** The tray icon; its menu is drawn anew with every change of the model. */
export function openTray(icon: string, choose: (choice: TrayChoice) => void): (model: TrayModel) => void {
  const tray = new Tray(nativeImage.createFromPath(icon))
  tray.on('click', () => choose({ does: 'show' }))
  return (model) => {
    tray.setToolTip(model.tooltip)
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(model, choose)))
  }
}
