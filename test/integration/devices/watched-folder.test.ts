import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type FolderMemory,
  type TakenFile,
  type WatchedFolder,
  watchFolder,
} from '../../../electron/devices/watched-folder.ts'

/** The looks are asked for by the test, and so is the time. */
const NEVER = { after: () => () => {} }
const TIMES = { look: 2_000, quiet: 1_500, empty: 15_000 }

let root: string
let folder: string
let now: number
let memory: FolderMemory | null
let standing: (string | null)[]
let taken: TakenFile[]
let watched: WatchedFolder
let isDiskFull: boolean

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'fk-racks-'))
  folder = join(root, 'scans')
  mkdirSync(folder)
  ;[now, memory, standing, taken, isDiskFull] = [0, null, [], [], false]
  open()
})
afterEach(async () => {
  await watched.stop()
  rmSync(root, { recursive: true, force: true })
})

function open(times = TIMES): void {
  watched = watchFolder({
    ...{ folder, memory, timers: NEVER, now: () => now, times },
    most: { picture: 5_000, file: 1_000 },
    onFile: (file) => taken.push(file),
    onMemory: (next) => {
      if (isDiskFull) throw new Error('ENOSPC')
      memory = next
    },
    onStanding: (why) => standing.push(why),
  })
}
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
/** Time passes, and the folder is looked at. */
async function later(ms = 1_600): Promise<readonly string[]> {
  now += ms
  await watched.look()
  return names()
}
const names = () => taken.map(({ name }) => name)
const texts = () => taken.map(({ bytes }) => bytes && Buffer.from(bytes).toString())

describe('a watched folder', () => {
  test('says that the disk is full, and remembers what it gave as soon as there is room', async () => {
    await later()
    isDiskFull = true
    write('a.csv', 'A1,X1')
    await later()
    expect(await later()).toEqual(['a.csv'])
    expect(standing.at(-1)).toBe('ENOSPC')
    expect(memory).toEqual({})
    isDiskFull = false
    expect(await later()).toEqual(['a.csv'])
    expect(standing.at(-1)).toBeNull()
    expect(Object.keys(memory ?? {})).toEqual(['a.csv'])
  })

  test('gives a file once its writer is done, and only once', async () => {
    await later()
    write('a.csv', 'A1,')
    expect(await later()).toEqual([])
    write('a.csv', 'A1,X1\nB1,')
    expect(await later()).toEqual([])
    write('a.csv', 'A1,X1\nB1,X2\n')
    expect(await later()).toEqual([])
    // Half of the time of quiet is none.
    expect(await later(700)).toEqual([])
    expect(await later(900)).toEqual(['a.csv'])
    expect(texts()).toEqual(['A1,X1\nB1,X2\n'])
    expect(await later()).toEqual(['a.csv'])
    // It was read, and not touched.
    expect(readdirSync(folder)).toEqual(['a.csv'])
  })

  test('that waited for nothing would take a file of which half is written', async () => {
    await watched.stop()
    open({ ...TIMES, quiet: 0 })
    await later()
    write('a.csv', 'A1,')
    await later()
    expect(await later(1)).toEqual(['a.csv'])
  })

  test('gives both of two files that are the same to the byte and the second', async () => {
    await later()
    for (const name of ['a.csv', 'b.csv']) {
      write(name, 'A1,X1\n')
      utimesSync(join(folder, name), 1_000, 1_000)
    }
    await later()
    expect(await later()).toEqual(['a.csv', 'b.csv'])
  })

  test('never tells what lay there before it was watched', async () => {
    write('old.csv', 'A1,OLD')
    await later()
    await later()
    expect(await later()).toEqual([])
    write('old.csv', 'A1,NEWER')
    await later()
    expect(await later()).toEqual(['old.csv'])
  })

  test('remembers over a restart, and tells what came meanwhile', async () => {
    await later()
    write('a.csv', 'A1,X1')
    await later()
    await later()
    await watched.stop()
    write('b.csv', 'A1,X2')
    memory = JSON.parse(JSON.stringify(memory)) as FolderMemory
    open()
    await later()
    expect(await later()).toEqual(['a.csv', 'b.csv'])
  })

  test('tells a name that is written again, and a file that is renamed into it, once', async () => {
    await later()
    write('scan.csv', 'A1,X1')
    await later()
    await later()
    write('scan.csv', 'A1,X2')
    await later()
    expect(await later()).toEqual(['scan.csv', 'scan.csv'])
    writeFileSync(join(root, 'outside.csv'), 'A1,X3')
    renameSync(join(root, 'outside.csv'), join(folder, 'moved.csv'))
    await later()
    expect(await later()).toEqual(['scan.csv', 'scan.csv', 'moved.csv'])
    // Another name for what was told is no other file.
    renameSync(join(folder, 'moved.csv'), join(folder, 'done-moved.csv'))
    await later()
    expect(await later()).toHaveLength(3)
    expect(texts()).toEqual(['A1,X1', 'A1,X2', 'A1,X3'])
  })

  test('takes the same bytes of another time for another scan', async () => {
    await later()
    write('scan.csv', 'A1,X1')
    await later()
    await later()
    const ahead = new Date(Date.now() + 60_000)
    utimesSync(join(folder, 'scan.csv'), ahead, ahead)
    await later()
    expect(await later()).toHaveLength(2)
  })

  test('leaves unfinished files, folders and those of the system alone', async () => {
    await later()
    for (const name of ['a.csv.tmp', '.hidden', '~$b.csv', 'c.part', 'Thumbs.db'])
      write(name, 'A1,X')
    mkdirSync(join(folder, 'archive'))
    await later()
    expect(await later()).toEqual([])
    renameSync(join(folder, 'a.csv.tmp'), join(folder, 'a.csv'))
    await later()
    expect(await later()).toEqual(['a.csv'])
  })

  test('hands pictures on as such, and tells what is too large without reading it', async () => {
    await later()
    for (const name of ['rack.PNG', 'rack.jpeg', 'rack.bmp']) write(name, `picture ${name}`)
    write('huge.csv', 'A1,X\n'.repeat(400))
    await later()
    await later()
    expect(taken.map(({ name, isPicture, bytes }) => [name, isPicture, bytes])).toEqual([
      ['huge.csv', false, null],
      ['rack.PNG', true, null],
      ['rack.bmp', true, null],
      ['rack.jpeg', true, null],
    ])
  })

  test('gives an empty file more time, for its writer may have just begun', async () => {
    await later()
    write('a.csv', '')
    await later()
    expect(await later()).toEqual([])
    expect(await later(15_000)).toEqual(['a.csv'])
  })

  test('forgets a file that vanishes before it was taken', async () => {
    await later()
    write('a.csv', 'A1,X1')
    await later()
    rmSync(join(folder, 'a.csv'))
    expect(await later()).toEqual([])
    expect(standing.at(-1)).toBeNull()
  })

  test('that goes away says so, and goes on where it was when it is back', async () => {
    await later()
    write('a.csv', 'A1,X1')
    await later()
    await later()
    renameSync(folder, join(root, 'away'))
    await later()
    expect(standing.at(-1)).toContain('ENOENT')
    renameSync(join(root, 'away'), folder)
    write('b.csv', 'A1,X2')
    await later()
    expect(await later()).toEqual(['a.csv', 'b.csv'])
    expect(standing.at(-1)).toBeNull()
  })
})
