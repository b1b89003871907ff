import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type HeldKey,
  loadKey,
  protectedKey,
  unlockKey,
  type Vault,
} from '../../../electron/bench/key-file.ts'

let folder: string
const said: string[] = []
const say = (line: string) => void said.push(line)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-key-'))
  said.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => join(folder, 'bench.key')
const publicOf = (vault: Vault | null) => loadKey(folder, vault, say).public
const privateOf = (key: HeldKey) => Buffer.from(key.material!.pkcs8).subarray(-32)

/** A keychain that turns every byte around; `open` fails for another account. */
const vault = (account: number): Vault => ({
  seal: (secret) => Buffer.from([account, ...secret].map((byte) => byte ^ 0x5a)),
  open: (sealed) => {
    const [owner, ...secret] = [...sealed].map((byte) => byte ^ 0x5a)
    if (owner !== account) throw new Error('another account')
    return Buffer.from(secret)
  },
})

test('a key is made once, for this account alone, and is the same at every start', () => {
  const made = publicOf(null)
  expect(publicOf(null)).toBe(made)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(said).toEqual([])
})

test('without a keychain it lies in the file and says so', () => {
  expect(loadKey(folder, null).protection).toBe('file')
  expect(JSON.parse(readFileSync(file(), 'utf8')).protection).toBe('file')
})

test('with a keychain the file holds nothing that signs', () => {
  const key = loadKey(folder, vault(1))
  expect(key.protection).toBe('keychain')
  const kept = Buffer.from(JSON.parse(readFileSync(file(), 'utf8')).private, 'base64')
  expect(kept.includes(privateOf(key))).toBe(false)
  expect(publicOf(vault(1))).toBe(key.public)
})

test('one that is kept in the file is found there by a look for it', () => {
  const key = loadKey(folder, null)
  const kept = Buffer.from(JSON.parse(readFileSync(file(), 'utf8')).private, 'base64')
  expect(kept.includes(privateOf(key))).toBe(true)
})

test.each([
  ['that is no text of ours', () => writeFileSync(file(), '{')],
  ['of another account’s keychain', () => void loadKey(folder, vault(2))],
])('a file %s is put aside and said, and there is another key', (_, spoil) => {
  spoil()
  const before = readFileSync(file(), 'utf8')
  const made = publicOf(vault(1))
  expect(publicOf(vault(1))).toBe(made)
  expect(said).toHaveLength(1)
  const aside = readdirSync(folder).find((name) => name.endsWith('.bad'))
  expect(readFileSync(join(folder, aside!), 'utf8')).toBe(before)
})

test('one under a passphrase is another key, locked at the next start, and opened by either secret', () => {
  const before = loadKey(folder, null)
  const { held, recoveryKey, keep } = protectedKey(folder, 'the cold room door')
  expect(loadKey(folder, null)).toEqual(before)
  keep()
  expect(held.public).not.toBe(before.public)
  expect(recoveryKey).toMatch(/^([A-Z2-9]{4}-){7}[A-Z2-9]{4}$/)
  expect(loadKey(folder, null, say)).toEqual({
    public: held.public,
    protection: 'passphrase',
    material: null,
  })
  expect(unlockKey(folder, 'the cold room door')).toEqual(held)
  expect(unlockKey(folder, recoveryKey.replaceAll('-', ' '))).toEqual(held)
  expect(unlockKey(folder, 'the warm room door')).toBeNull()
  expect(readFileSync(file(), 'utf8')).not.toContain(
    privateOf(held).toString('base64').slice(2, -4),
  )
  expect(said).toEqual([])
})
