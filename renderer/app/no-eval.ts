import { config } from 'zod'

// Before the first schema is made, Zod tries whether it may make code from text. The content policy
// forbids that and would report it, so this module is imported before all others.
config({ jitless: true })
