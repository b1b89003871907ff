import type { FunctionComponent } from 'react'
import { AuditScreen } from './audit-screen.tsx'
import { BoxScreen } from './box-screen.tsx'
import { BoxMaps } from './boxmap.tsx'
import { Displays } from './displays.tsx'
import { Forms } from './forms.tsx'
import { FreezerScreen } from './freezer-screen.tsx'
import { HoldScreen } from './hold-screen.tsx'
import { Home } from './home.tsx'
import { IntakeScreen } from './intake.tsx'
import { Sheet } from './sheet.tsx'
import { SignIn } from './sign-in.tsx'
import { SpecimenScreen } from './specimen-screen.tsx'
import { WorklistScreen } from './worklist-screen.tsx'

/** The pages of the gallery by the name in `?page=`. */
export const pages: Readonly<Record<string, FunctionComponent>> = {
  sheet: Sheet,
  displays: Displays,
  boxmap: BoxMaps,
  forms: Forms,
  home: Home,
  intake: IntakeScreen,
  box: BoxScreen,
  freezer: FreezerScreen,
  specimen: SpecimenScreen,
  hold: HoldScreen,
  audit: AuditScreen,
  worklist: WorklistScreen,
  signin: SignIn,
}
