export { published, incubation, serviceOver } from './app.module.ts';
export { aboutCase, incubationCase, type CaseCommand } from './case/case.decider.ts';
export type { ActiveCase } from './case/active-state.decider.ts';
export type { Case } from './case/case-state.decider.ts';
export type { ExitDraft, GroundFacts } from './case/exit.events.ts';
export type { Act } from './case/record.decider.ts';
export type { DocumentKind } from './case/values.events.ts';
export { configSchema } from './config.ts';
export {
  aboutLocalRules,
  localRules,
  type LocalRulesCommand,
} from './localrules/localrules.decider.ts';
export type { CompanionKind, LocalRuleId, Sections } from './localrules/localrules.events.ts';
export { aboutPlan, plan, type PlanCommand } from './plan/plan.decider.ts';
export { residency } from './residency/residency.decider.ts';
export { space } from './space/space.decider.ts';
