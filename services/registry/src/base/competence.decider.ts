import type { BaseAct, JudgedBase } from '@fuhua/rules';
import { BaseLevel } from './base.events.ts';
import type { FunctionCommand } from './functions.decider.ts';
import type { EndedBase, LifeCommand } from './life.decider.ts';
import type { BaseOnRecord } from './record.decider.ts';
import type { RegimeCommand } from './regime.decider.ts';
import type { ResponsibleCommand } from './responsible.decider.ts';
import type { UpkeepCommand } from './upkeep.decider.ts';

/** Commands of an officer about a base on record. */
export type BaseOfficerCommand =
  LifeCommand | FunctionCommand | RegimeCommand | ResponsibleCommand | UpkeepCommand;

/** What each of them is to R-JUR-01. */
export const acts: Readonly<Record<BaseOfficerCommand['type'], BaseAct>> = {
  AssignLevel: 'record',
  RenameBase: 'record',
  SetCapacity: 'record',
  RelocateBase: 'record',
  SuspendBase: 'record',
  ResumeBase: 'record',
  MergeBase: 'record',
  CloseBase: 'record',
  DeclareFunctions: 'functions',
  DecideFunctions: 'functions',
  ApproveExtension: 'functions',
  RecordApprovedFunctions: 'functions',
  RecordRegimeInputs: 'record',
  ClassifyRegime: 'regime',
  ProposeManualRegime: 'regime',
  ApproveManualRegime: 'regime',
  RecordRegime: 'regime',
  RecordRegistrationFiling: 'regime',
  RecordLegalRegistration: 'regime',
  AssignTownshipManagement: 'regime',
  AssignCommunityPartyLeadership: 'regime',
  AssignResponsibleBody: 'regime',
  AssignActor: 'record',
  ReleaseActor: 'record',
  EstablishSystem: 'record',
  WithdrawSystem: 'record',
  VerifyBase: 'record',
  FlagData: 'record',
  ClearFlag: 'record',
  AssignStaff: 'record',
  RecordStaffLeft: 'record',
  RecordSocialWorkQualification: 'record',
  RecordSocialWorkQualificationWithdrawal: 'record',
  ChooseStaff: 'record',
  LinkHostFacility: 'record',
  UnlinkHostFacility: 'record',
  EnablePartyService: 'record',
  EndPartyService: 'record',
  SetOperatingModel: 'record',
};

/** What competence is asked of: a level is assigned by whoever has the base at the higher of both. */
export function judged(command: BaseOfficerCommand, state: BaseOnRecord | EndedBase): JudgedBase {
  if (command.type !== 'AssignLevel') return state;
  const levels = BaseLevel.options;
  const higher = Math.min(levels.indexOf(command.fact.level), levels.indexOf(state.level));
  return { ...state, level: levels[higher] ?? state.level };
}
