// All that a page may do: send and receive frames of the one wire. The engine checks each of them.
const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('composer', {
  send: (frame) => ipcRenderer.send('wire', frame),
  onFrame: (listen) => void ipcRenderer.on('wire', (_event, frame) => listen(frame)),
  onClose: () => {},
})
