import type {
  BackupView,
  ExportView,
  RestoreDone,
  RestorePreview,
  SalvagePreview,
} from '#shared/contract/keeping.ts'
import type { VerifyReport } from '#shared/ledger/findings.ts'
import { createTask } from './task.ts'

export const verification = createTask<VerifyReport>()
export const backingUp = createTask<BackupView>()
export const exporting = createTask<ExportView>()
export const rebuilding = createTask<null>()
export const restorePreview = createTask<RestorePreview>()
export const salvagePreview = createTask<SalvagePreview>()
export const goingOn = createTask<RestoreDone>()
