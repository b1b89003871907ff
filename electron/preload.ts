import { contextBridge, ipcRenderer } from 'electron'

/** A port cannot cross the context bridge, so the page gets it as a message. */
contextBridge.exposeInMainWorld('frostkeep', {
  connect: () => ipcRenderer.send('rpc:connect'),
})

ipcRenderer.on('rpc:port', (event) => {
  window.postMessage('rpc:port', window.location.origin, event.ports)
})
