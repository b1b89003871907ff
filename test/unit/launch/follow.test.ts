import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { languageOf, systemLanguage, WORDS } from '../../../electron/launch/words.ts'

const FOLLOW = join(import.meta.dirname, '../../../electron/launch/follow.ts')

/** Follows a program that stands in for Electron, in a process of its own; what came of it, and stderr. */
async function followed(program: string, kill = false) {
  const script = `
    import { followWindow } from ${JSON.stringify(FOLLOW)}
    console.log(JSON.stringify(await followWindow(${JSON.stringify(process.execPath)},
      ['-e', ${JSON.stringify(program)}])))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  let [out, said] = ['', '']
  child.stdout.on('data', (text) => {
    out += text
    if (kill && out.includes('up')) child.kill('SIGTERM')
  })
  child.stderr.on('data', (text) => {
    said += text
  })
  await once(child, 'close')
  return { ended: JSON.parse(out.trim().split('\n').at(-1)!), said }
}

const noWindow = (reason: string) => ({ type: 'no-window', reason })
const NOISE = `console.error('ERROR:ozone_platform_x11.cc: Missing X server')`

test.each([
  ['has no display', `${NOISE}; process.exit(1)`, 'noWindow'],
  ['is killed by its own fault', `${NOISE}; process.kill(process.pid, 'SIGABRT')`, 'noWindow'],
  ['lacks a library', `${NOISE}; process.exit(127)`, 'lacksLibrary'],
])(
  'an Electron that %s shows no window, and keeps its noise to itself',
  async (_, program, why) => {
    expect(await followed(program)).toEqual({ ended: noWindow(why), said: '' })
  },
)

test('a program that has told what it has to tell is believed, and what it says is shown', async () => {
  const program = `process.send('told', () => { console.error('The disk is full.'); process.exit(1) })`
  expect(await followed(program)).toEqual({
    ended: { type: 'ended', code: 1 },
    said: 'The disk is full.\n',
  })
})

test('a program that ends well without a window is not followed by a browser', async () => {
  expect(await followed('console.error("It runs already.")')).toEqual({
    ended: { type: 'ended', code: 0 },
    said: 'It runs already.\n',
  })
})

test('nor is one that was told to end before it showed its window', async () => {
  const { ended } = await followed(`console.log('up'); setInterval(() => {}, 1000)`, true)
  expect(ended.type).toBe('ended')
})

test('there are words in the language of the system, English where there are none', () => {
  expect(['de-AT', 'fr_FR.UTF-8', 'sv-SE', 'C', ''].map(languageOf)).toEqual([
    'de',
    'fr',
    'en',
    'en',
    'en',
  ])
  expect(systemLanguage({ LC_ALL: '', LANG: 'fr_CA.UTF-8' })).toBe('fr')
  expect(systemLanguage({ LC_ALL: 'de_DE', LANG: 'fr_CA.UTF-8' })).toBe('de')
  const said = (of: object): string[] => Object.values(of).map(String)
  for (const other of [WORDS.fr, WORDS.de])
    expect(said(other.menu).some((word) => said(WORDS.en.menu).includes(word))).toBe(false)
})
