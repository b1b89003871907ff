// What any Electron program has to do at least: a window of the bench's size with nothing in it, or with
// the page that is given. Says when it is shown, in UTC milliseconds.
const { app, BrowserWindow } = require('electron')
const { join } = require('node:path')

const data = process.argv.find((argument) => argument.startsWith('--data='))
if (data) app.setPath('userData', data.slice('--data='.length))
const page = process.argv.find((argument) => argument.startsWith('--page='))

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    show: false,
    webPreferences: { sandbox: true },
  })
  window.once('ready-to-show', () => window.show())
  window.once('show', () => console.log(`shown at ${Date.now()}`))
  if (page) window.loadFile(join(__dirname, page.slice('--page='.length)))
  else window.loadURL('about:blank')
})
app.on('window-all-closed', () => app.quit())
