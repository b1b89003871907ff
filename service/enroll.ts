import { err, ok, type Result } from '#shared/lib/result.ts'
import type { EnrollAnswer, EnrollRequest } from '#shared/sync/protocol.ts'
import type { ServiceContext } from './context.ts'
import type { Refused } from './refused.ts'
import { hashOfSecret, newCode, newCredential, plainCode, sameHash } from './secrets.ts'
import { admitBench, foundSite, type Site, theSite } from './store/benches.ts'
import { keepCode, openCode, useCode } from './store/codes.ts'
import type { Queries } from './store/database.ts'
import { streamHead } from './store/shelf.ts'

const CODE_LASTS = 30 * 60 * 1000

/** Makes the code that lets the next bench in, and shows it. The one before it ends. */
export async function offerCode({ database, now, random, say }: ServiceContext): Promise<void> {
  const code = newCode(random)
  const at = now()
  await keepCode(database, { hash: hashOfSecret(plainCode(code)), expiresAt: at + CODE_LASTS }, at)
  say(`Code for the next bench: ${code} (valid for 30 minutes, for one bench)`)
}

/**
 * Lets a bench in that shows the code. The first bench with a site founds it here; one without a site
 * joins; one with another site is refused. A refusal does not use the code up.
 */
export async function enroll(
  context: ServiceContext,
  request: EnrollRequest,
): Promise<Result<EnrollAnswer, Refused>> {
  const { database, now, say } = context
  const code = await openCode(database)
  if (!code || !sameHash(code.hash, hashOfSecret(plainCode(request.code)))) {
    return err({ type: 'WRONG_CODE' })
  }
  if (code.expiresAt <= now()) {
    await offerCode(context)
    return err({ type: 'CODE_EXPIRED' })
  }
  const answer = await database.transaction((queries) =>
    letIn(context, queries, request, code.hash),
  )
  if (!answer.ok) return answer
  say(`Bench ${answer.value.benchNumber} (${request.benchName}) has joined.`)
  await offerCode(context)
  return answer
}

async function letIn(
  { now, random }: ServiceContext,
  queries: Queries,
  request: EnrollRequest,
  codeHash: string,
): Promise<Result<EnrollAnswer, Refused>> {
  const at = now()
  const stream = siteFor(request, await theSite(queries))
  if (!stream.ok) return stream
  if (!(await useCode(queries, codeHash, at))) return err({ type: 'WRONG_CODE' })
  await foundSite(queries, { stream: stream.value, name: request.siteName ?? null }, at)
  const credential = newCredential(random)
  const bench = { install: request.install, stream: stream.value, name: request.benchName }
  const benchNumber = await admitBench(queries, bench, hashOfSecret(credential), at)
  const { epoch } = (await streamHead(queries, stream.value))!
  return ok({ stream: stream.value, credential, benchNumber, epoch })
}

function siteFor({ stream }: EnrollRequest, site: Site | null): Result<string, Refused> {
  const joined = stream ?? site?.stream
  if (joined === undefined) return err({ type: 'NO_SITE' })
  return site && site.stream !== joined ? err({ type: 'OTHER_SITE' }) : ok(joined)
}
