import { addDays, addMonths } from '@fuhua/kernel';
import type { BaseOfficerCommand } from '@fuhua/registry';
import { between, happens, oneOf, weighted } from '../random.ts';
import { about } from './base-plans.ts';
import { next, SOURCE, type Telling, type Wanted } from './base-telling.ts';
import { nameOf } from './offices.ts';
import { personOf } from './story.ts';

/** What is kept up of a base over the years: systems, party service, staff, its place, verifications. */

const SYSTEMS = ['personnel', 'finance', 'project', 'performance', 'disclosure'] as const;

export async function upkeep(told: Telling): Promise<void> {
  const { random, plan, span } = told;
  const source = SOURCE;
  const responsible = personOf(told.writer, `first ${plan.decides.id}`);
  const steps: Wanted<BaseOfficerCommand>[] = [];
  const from = told.on;
  for (const system of SYSTEMS) {
    if (happens(0.2, random)) continue;
    const document = `${system}管理制度（测试）`;
    steps.push({ type: 'EstablishSystem', fact: { system, document, since: from, source } });
  }
  if (happens(0.75, random)) {
    const fact = { place: 'room', responsible, validFrom: from, source } as const;
    steps.push({
      type: 'EnablePartyService',
      fact: { ...fact, source: { ...source, evidence: [EVIDENCE] } },
    });
  }
  if (happens(0.7, random)) {
    const name = `${nameOf(plan.location, span.from)}综合服务中心（测试）`;
    const kind =
      plan.level === 'village' ? 'community-service-facility' : 'township-service-facility';
    const validTo = addMonths(from, 12 * between(1, 5, random));
    const areaM2 = 60 + about(900, random);
    steps.push({
      type: 'LinkHostFacility',
      fact: { kind, name, areaM2, validFrom: from, validTo, source },
    });
  }
  const model = weighted({ 'self-run': 3, purchased: 5, 'co-run': 2 }, random);
  const legalBasis = '依法依规（测试）';
  steps.push({ type: 'SetOperatingModel', fact: { model, legalBasis, since: from, source } });
  for (let n = about(4, random); n > 0; n -= 1) {
    const person = personOf(told.writer, `staff ${plan.base} ${String(n)}`);
    const fact = { person, post: '专职人员', fullTime: true, validFrom: from, source };
    steps.push({ type: 'AssignStaff', fact });
  }
  for (const step of steps) if (!(await next(told, step))) return;
  if (happens(0.3, random)) await recruit(told);
}

/** Sometimes two are equal, and then the one with the qualification is taken (R-STF-01). */
async function recruit(told: Telling): Promise<void> {
  const { random } = told;
  const candidates = ['A1', 'A2', 'A3'].map((candidate) => ({
    candidate,
    totalScore: String(oneOf([82, 85.5, 85.5, 90], random)),
    socialWorkQualification: happens(0.5, random),
  }));
  const best = candidates.toSorted(
    (a, b) =>
      Number(b.totalScore) - Number(a.totalScore) ||
      Number(b.socialWorkQualification) - Number(a.socialWorkQualification),
  )[0];
  await next(told, (on) => ({
    type: 'ChooseStaff',
    fact: { post: '项目专员', candidates, chosen: best?.candidate ?? 'A1', on, source: SOURCE },
  }));
}

/** Looked at again and verified every year, where the officers are diligent. */
export async function years(told: Telling): Promise<void> {
  const { random } = told;
  for (;;) {
    told.on = addDays(told.on, between(240, 350, random));
    if (happens(0.85, random)) {
      const checked = ['location', 'staff', 'systems'] as const;
      const verified = await next(told, (on) => ({
        type: 'VerifyBase',
        fact: { on, checked: [...checked], source: SOURCE },
      }));
      if (!verified) return;
    }
    if (told.on > told.span.to) return;
    const state = told.story.state();
    const isClassified = state.stage === 'active' && state.regime.classified !== undefined;
    if (isClassified && happens(0.85, random)) {
      if (!(await next(told, { type: 'ClassifyRegime' }))) return;
    }
  }
}

/** SHA-256 of nothing: a file that was never there. */
const EVIDENCE = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
