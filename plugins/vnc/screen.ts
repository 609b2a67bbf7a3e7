import type { ByteStream, Terminal } from '../../shared/plugin/shell.ts'

/** RFB bytes as a session wants them: the viewer scales, so a new window size is not told to the server. */
export const screenOf = (stream: ByteStream): Terminal => ({
  write: (data) => stream.write(data),
  end: () => stream.end(),
  onData: (listen) => stream.onData(listen),
  onClose: (listen) => stream.onClose(listen),
  pause: () => stream.pause(),
  resume: () => stream.resume(),
  resize() {},
})
