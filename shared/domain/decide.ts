import { never } from '../lib/assert.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { Act, Command } from './commands.ts'
import { decideContainers } from './container/rules.ts'
import { decideBench, decideIssuers, decidePerson, decideSite, mayAdd } from './directory/rules.ts'
import {
  decideResolve,
  decideThaw,
  decideThawLimit,
  decideUse,
  namingDonors,
} from './discrepancy/rules.ts'
import { decideErasure, decideNote, decideWithdrawal, refuseWithdrawn } from './donor/rules.ts'
import { entity } from './entities.ts'
import type { Draft } from './facts.ts'
import { decideAttach } from './files/rules.ts'
import { decideIncarnation, decideIncident, decideKey } from './keeping/rules.ts'
import { decideLabels } from './label/rules.ts'
import { decideChild, decideChildren, decidePool } from './processing/rules.ts'
import type { Refusal } from './refusals.ts'
import { decideRescan } from './rescan/rules.ts'
import { saidOf } from './said.ts'
import {
  decideArrival,
  decideClosing,
  decideEnd,
  decideExpected,
  decideItem,
  decidePhotograph,
} from './shipment/rules.ts'
import { decideDescription } from './specimen/describe.ts'
import { decideRelabel } from './specimen/relabel.ts'
import { decideAccession, decideImport, decideTakeIn } from './specimen/rules.ts'
import { decideStatus, refuseHeldBack, refuseLetGo } from './status/rules.ts'
import { decideStudy, decideStudyRules, decideVisit } from './study/rules.ts'
import { decideDispatch, decideReceipt } from './transfer/rules.ts'
import { decideCheckOut, decideMove, decideReturn, decideStore } from './tube/rules.ts'
import { decideUndo } from './undo/rules.ts'
import type { World } from './world.ts'

/** The facts that a command brings about, or why it must not. Pure: it looks only at what it is given. */
export function decide(world: World, act: Act, command: Command): Result<Draft[], Refusal> {
  const decided = decideAct(world, act, command)
  if (!decided.ok) return decided
  const drafts = namingDonors(world, decided.value)
  // TRA-7: what happened elsewhere is not made undone by refusing to hear of it.
  const isReceipt = command.type === 'receiveBundle'
  const no =
    refuseNewer(world, drafts) ??
    (isReceipt ? null : (refuseWithdrawn(world, drafts) ?? refuseHeldBack(world, drafts)))
  return no ? err(no) : ok(drafts)
}

function decideAct(world: World, act: Act, command: Command): Result<Draft[], Refusal> {
  switch (command.type) {
    case 'foundSite':
      return decideSite(world, command)
    case 'addBench':
      return decideBench(command)
    case 'addPerson':
      return decidePerson(world, act.actor, command)
    case 'createStudy':
      return decideStudy(world, act.actor, command)
    case 'createContainers': {
      const may = mayAdd(world, act.actor)
      return may.ok ? decideContainers(world, command) : may
    }
    case 'accession':
      return decideAccession(world, act, command)
    case 'takeIn':
      return decideTakeIn(world, act, command)
    case 'importSpecimens':
      return decideImport(world, act, command)
    case 'store':
      return decideStore(world, command)
    case 'move':
      return decideMove(world, command)
    case 'checkOut':
      return decideCheckOut(world, command)
    case 'returnTube':
      return decideReturn(world, command)
    case 'undo': {
      const no = refuseLetGo(world, act.actor, world.command(command.command))
      return no ? err(no) : decideUndo(world, command)
    }
    case 'dispatch':
      return decideDispatch(world, command)
    case 'receiveBundle':
      return decideReceipt(world, act, command)
    case 'useQuantity':
      return decideUse(world, command)
    case 'recordThaw':
      return decideThaw(world, command)
    case 'setThawLimit':
      return decideThawLimit(world, act.actor, command)
    case 'resolve':
      return decideResolve(world, act.actor, command)
    case 'withdrawDonor':
      return decideWithdrawal(world, act.actor, command)
    case 'eraseDonor':
      return decideErasure(world, act.actor, command)
    case 'note':
      return decideNote(world, command)
    case 'attach':
      return decideAttach(world, command)
    case 'quarantine':
    case 'release':
    case 'close':
    case 'reopen':
      return decideStatus(world, act.actor, command)
    case 'publishProtocol':
    case 'setIdentifiers':
    case 'setFields':
      return decideStudyRules(world, act.actor, command)
    case 'setIssuers':
      return decideIssuers(world, act.actor, command)
    case 'recordVisit':
      return decideVisit(world, command)
    case 'describe':
      return decideDescription(world, command)
    case 'relabel':
      return decideRelabel(world, command)
    case 'recordLabels':
      return decideLabels(world, command)
    case 'expectShipment':
      return decideExpected(world, command)
    case 'openShipment':
      return decideArrival(world, command)
    case 'receiveItem':
      return decideItem(world, act, command)
    case 'photograph':
      return decidePhotograph(world, command)
    case 'endShipment':
      return decideEnd(world, command)
    case 'closeShipment':
      return decideClosing(world, command)
    case 'makeChild':
      return decideChild(world, act, command)
    case 'makeChildren':
      return decideChildren(world, act, command)
    case 'pool':
      return decidePool(world, act, command)
    case 'rescanBox':
      return decideRescan(world, command)
    case 'addKey':
      return decideKey(command)
    case 'incarnate':
      return decideIncarnation(command)
    case 'recordIncident':
      return decideIncident(command)
    default:
      return never(command)
  }
}

/** NEW-1: nothing is done over what a newer version said and marked as not to be passed over. */
function refuseNewer(world: World, drafts: readonly Draft[]): Refusal | null {
  const seen = new Set<string>()
  for (const name of drafts.flatMap(concerned)) {
    if (seen.has(name)) continue
    seen.add(name)
    if (world.isNewer(name)) return { type: 'NewerVersion', code: saidOf(world, name) }
  }
  return null
}

/** What an act writes, and the container that it puts a tube into. */
const concerned = ({ ents, data }: Draft): readonly string[] =>
  'at' in data ? [...ents, entity.container(data.at.container)] : ents
