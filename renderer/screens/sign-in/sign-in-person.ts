import type { PersonView } from '#shared/contract/views.ts'

/** Somebody who may sign in here; without a PIN on this bench, only by badge. */
export type SignInPerson = PersonView & { readonly hasPin: boolean }
