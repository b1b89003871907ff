import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { mustRun } from '../process.ts'
import type { Pin } from './pins.ts'

/**
 * Downloads a package with `npm pack`, so that the user's own registry and proxy settings apply,
 * and unpacks it into `folder`. Throws when its hash is not the pinned one.
 */
export async function unpackTarball(pin: Pin, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const download = await mkdtemp(`${folder}-download-`)
  await mustRun('npm', ['pack', pin.spec, '--pack-destination', download, '--loglevel', 'error'])
  const [name = ''] = await readdir(download)
  const file = join(download, name)
  await verify(file, pin)
  await mustRun('tar', ['-xzf', file, '-C', folder, '--strip-components=1'])
  await rm(download, { recursive: true })
}

async function verify(file: string, { spec, integrity }: Pin): Promise<void> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== integrity) throw new Error(`${spec} has the hash ${found}, not ${integrity}`)
}
