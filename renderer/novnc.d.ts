/** The part of noVNC that the screen uses; the package brings no types. https://github.com/novnc/noVNC/blob/master/docs/API.md */
declare module '@novnc/novnc' {
  interface Credentials {
    username?: string
    password?: string
    target?: string
  }

  interface Options {
    shared?: boolean
    credentials?: Credentials
    repeaterID?: string
    wsProtocols?: string[]
  }

  interface Events {
    connect: CustomEvent<Record<string, never>>
    disconnect: CustomEvent<{ clean: boolean }>
    credentialsrequired: CustomEvent<{ types: (keyof Credentials)[] }>
    serververification: CustomEvent<{ type: string; publickey: Uint8Array }>
    securityfailure: CustomEvent<{ status: number; reason?: string }>
    clipboard: CustomEvent<{ text: string }>
    bell: CustomEvent<Record<string, never>>
    desktopname: CustomEvent<{ name: string }>
    capabilities: CustomEvent<{ capabilities: RFB['capabilities'] }>
    clippingviewport: CustomEvent<boolean>
  }

  /** What noVNC needs of a channel: a WebSocket, an RTCDataChannel, or an object of the same shape. */
  interface RawChannel {
    binaryType: string
    readonly protocol: string
    readonly readyState: WebSocket['readyState'] | RTCDataChannel['readyState']
    onopen: ((event: Event) => unknown) | null
    onclose: ((event: CloseEvent) => unknown) | null
    onerror: ((event: Event) => unknown) | null
    onmessage: ((event: MessageEvent) => unknown) | null
    send(data: ArrayBuffer | ArrayBufferView): void
    close(code?: number, reason?: string): void
  }

  /** One connection, drawn into `target`, over a WebSocket's address or a ready channel. */
  export default class RFB {
    constructor(target: HTMLElement, urlOrChannel: string | RawChannel, options?: Options)
    viewOnly: boolean
    focusOnClick: boolean
    clipViewport: boolean
    dragViewport: boolean
    scaleViewport: boolean
    resizeSession: boolean
    showDotCursor: boolean
    background: string
    qualityLevel: number
    compressionLevel: number
    readonly clippingViewport: boolean
    readonly capabilities: { power: boolean }
    approveServer(): void
    blur(): void
    clipboardPasteFrom(text: string): void
    disconnect(): void
    focus(options?: FocusOptions): void
    getImageData(): ImageData
    machineReboot(): void
    machineReset(): void
    machineShutdown(): void
    sendCredentials(credentials: Credentials): void
    sendCtrlAltDel(): void
    sendKey(keysym: number, code: string | null, down?: boolean): void
    toBlob(callback: (blob: Blob | null) => void, type?: string, quality?: number): void
    toDataURL(type?: string, encoderOptions?: number): string
    addEventListener<K extends keyof Events>(
      type: K,
      listener: (event: Events[K]) => unknown,
      options?: boolean | AddEventListenerOptions,
    ): void
    removeEventListener<K extends keyof Events>(
      type: K,
      listener: (event: Events[K]) => unknown,
      options?: boolean | EventListenerOptions,
    ): void
  }
}
