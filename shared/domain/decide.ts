import { never } from '../lib/assert.ts'
import type { Result } from '../lib/result.ts'
import type { Act, Command } from './commands.ts'
import { decideContainers } from './container/rules.ts'
import { decideBench, decidePerson, decideSite, mayAdd } from './directory/rules.ts'
import type { Draft } from './facts.ts'
import type { Refusal } from './refusals.ts'
import { decideAccession, decideImport, decideTakeIn } from './specimen/rules.ts'
import { decideStudy } from './study/rules.ts'
import { decideCheckOut, decideMove, decideReturn, decideStore } from './tube/rules.ts'
import { decideUndo } from './undo/rules.ts'
import type { World } from './world.ts'

/** The facts that a command brings about, or why it must not. Pure: it looks only at what it is given. */
export function decide(world: World, act: Act, command: Command): Result<Draft[], Refusal> {
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
    case 'undo':
      return decideUndo(world, command)
    default:
      return never(command)
  }
}
