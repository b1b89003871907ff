import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ArrivingBundle, SentBundle, TransferFault } from '#shared/contract/transfer.ts'
import type { CommandOf, Via } from '#shared/domain/commands.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { MOST_THAWS } from '#shared/domain/transfer/facts.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { codesThere, type ProvenBundle, proveBundle } from '#shared/sync/bundle.ts'
import { verifySignature } from '../ed25519.ts'
import { writeWhole } from '../files.ts'
import { sha256 } from '../sha256.ts'
import type { Store } from '../store/client.ts'
import type { Saved } from '../store/execute.ts'
import { makeFolder } from './make-folder.ts'

/** Who asks, under which id. */
export interface Asked {
  readonly id: string
  readonly via: Via
  readonly actor: string
}

/** Tubes that go to another site, and come from one, each with a file that proves its history. */
export interface Transfers {
  dispatch(
    by: Asked,
    given: { specimens: readonly string[]; bundle: string; to: string },
  ): Promise<Result<Saved, Refusal | TransferFault>>
  /** The file of a bundle that was dispatched here, made anew where it is not kept any more. */
  bundle(bundle: string): Promise<Result<SentBundle, TransferFault>>
  /** Proves a bundle of another site, and says what of it can be received. */
  read(text: string): Promise<Result<ArrivingBundle, TransferFault>>
  /** Receives the tubes of these codes; the file is on the disk before the ledger names it. */
  receive(
    by: Asked,
    given: { text: string; study: string; codes: readonly string[] },
  ): Promise<Result<Saved, Refusal | TransferFault>>
}

export interface TransfersOptions {
  readonly folder: string
  readonly store: Store
  readonly newId: () => string
  /** The site that this bench belongs to. */
  site(): string | null
  isKeyLocked(): boolean
}

const crypto = { sha256, verifySignature }

export function createTransfers(options: TransfersOptions): Transfers {
  const { store, newId } = options
  const folder = join(options.folder, 'bundles')
  const fileOf = (way: 'sent' | 'received', name: string) =>
    join(folder, `${way}-${name}.frostkeep-bundle`)

  function keep(file: string, text: string): TransferFault | null {
    try {
      makeFolder(folder)
      writeWhole(file, text)
      return null
    } catch (error) {
      return { type: 'Failed', why: error instanceof Error ? error.message : String(error) }
    }
  }

  function prove(text: string): Result<ProvenBundle, TransferFault> {
    const proven = proveBundle(crypto, text)
    if (proven.ok && proven.value.bundle.site === options.site()) return err({ type: 'OwnBundle' })
    return proven
  }

  function sentAs(text: string, { bundle, bundleHash: hash }: ProvenBundle): SentBundle {
    const { key, to, tubes } = bundle
    const codes = tubes.map(({ code }) => code)
    return {
      bundle: bundle.bundle,
      file: fileOf('sent', bundle.bundle),
      text,
      hash,
      key,
      to,
      codes,
    }
  }

  /** What travelled: it stays the same, whatever has become of the tubes and of the key since. */
  function keptBundle(bundle: string): SentBundle | null {
    const file = fileOf('sent', bundle)
    if (!existsSync(file)) return null
    const text = readFileSync(file, 'utf8')
    const proven = proveBundle(crypto, text)
    return proven.ok && proven.value.bundle.bundle === bundle ? sentAs(text, proven.value) : null
  }

  /** Whether a bundle that is signed with this key was received here before. */
  function isKeyKnown(key: string): boolean {
    if (!existsSync(folder)) return false
    return readdirSync(folder)
      .filter((name) => name.startsWith('received-') && !name.endsWith('.next'))
      .some((name) => readFileSync(join(folder, name), 'utf8').includes(`"key":"${key}"`))
  }

  return {
    dispatch: async ({ id, via, actor }, given) => {
      if (options.isKeyLocked()) return err({ type: 'KeyLocked' })
      const specimens = [...given.specimens]
      return store.write.execute(actor, { type: 'dispatch', id, via, ...given, specimens })
    },
    bundle: async (bundle) => {
      const kept = keptBundle(bundle)
      if (kept) return ok(kept)
      if (options.isKeyLocked()) return err({ type: 'KeyLocked' })
      const text = await store.write.bundle(bundle)
      if (text === null) return err({ type: 'NoTubes' })
      const proven = proveBundle(crypto, text)
      if (!proven.ok) return err({ type: 'NotMadeHere' })
      const fault = keep(fileOf('sent', bundle), text)
      return fault ? err(fault) : ok(sentAs(text, proven.value))
    },
    read: async (text) => {
      const proven = prove(text)
      if (!proven.ok) return proven
      return ok(await store.read.arriving(proven.value, isKeyKnown(proven.value.bundle.key)))
    },
    receive: async (by, { text, study, codes }) => {
      const proven = prove(text)
      if (!proven.ok) return proven
      const fault = keep(fileOf('received', proven.value.bundleHash), text)
      if (fault) return err(fault)
      const command = receiptOf(by, proven.value, study, codes, newId)
      return command.tubes.length === 0
        ? err({ type: 'NoTubes' })
        : store.write.execute(by.actor, command)
    },
  }
}

function receiptOf(
  { id, via }: Asked,
  { bundle, bundleHash }: ProvenBundle,
  study: string,
  codes: readonly string[],
  newId: () => string,
): CommandOf<'receiveBundle'> {
  const { site, siteName, heldBy, dispatchedAt } = bundle
  const wanted = new Set(codes)
  const tubes = bundle.tubes
    .filter(({ code }) => wanted.has(code))
    .map((bundled) => {
      const { specimen: external, head, code, material, tubeType, ...tube } = bundled
      const codes = codesThere(bundled)
      const { collectedAt, donor, origin, nanolitres } = tube
      const record = { specimen: newId(), code, material, tubeType, collectedAt, donor }
      const thaws = Math.min(tube.thaws, MOST_THAWS)
      const there = { external, head, ...(codes.length > 0 && { codes }) }
      return { ...record, origin, nanolitres, thaws, ...there }
    })
  const from = { bundle: bundle.bundle, bundleHash, site, siteName, heldBy, dispatchedAt }
  return { type: 'receiveBundle', id, via, study, ...from, tubes }
}
