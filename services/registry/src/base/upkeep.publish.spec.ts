import { expect, test } from '@jest/globals';
import { registryBaseUpkeep } from '@fuhua/contracts';
import type { EventType } from '@fuhua/kernel';
import { eventId, organizationId, personId, told } from '@fuhua/testing';
import * as events from './upkeep.events.ts';
import type { UpkeepEvent } from './upkeep.events.ts';
import { publishUpkeep } from './upkeep.publish.ts';
import { about, day, proven } from './upkeep.suite.ts';

const reason = '内部理由（测试）';
const person = personId('li');
const fact = { ...about, source: proven };
const [on, since, validFrom] = [day('2024-01-01'), day('2024-01-01'), day('2024-01-01')];
const validTo = day('2026-12-31');
const recorded = eventId('recorded');
const ending = { ...fact, recorded, on };

/** One of each, with every optional field. */
const samples: readonly UpkeepEvent[] = [
  events.baseActorAssigned({
    ...{ ...fact, kind: 'operator', role: 'responsible', validFrom, validTo },
    actor: { is: 'organization', organization: organizationId('nuanyang') },
  }),
  events.baseActorReleased(ending),
  events.baseSystemEstablished({ ...fact, system: 'finance', document: '第1号', since }),
  events.baseSystemWithdrawn({ ...ending, reason }),
  events.baseVerified({
    ...{ ...fact, on, checked: ['staff'] },
    completeness: { percent: 90, missing: ['regime'] },
  }),
  events.baseVerificationOverdue({ ...about, lastVerifiedOn: on, overdueFrom: day('2025-01-02') }),
  events.baseDataFlagged({ ...fact, field: 'staff', reason, on }),
  events.baseDataFlagCleared({ ...ending, finding: reason }),
  events.baseStaffAssigned({ ...fact, person, post: '社工', fullTime: true, validFrom, validTo }),
  events.baseStaffLeft(ending),
  events.socialWorkQualificationRecorded({ ...fact, person, level: 'senior', validFrom, validTo }),
  events.socialWorkQualificationWithdrawn({ ...ending, reason }),
  events.staffPreferenceApplied({
    ...{ ...fact, post: '社工', chosen: person, on },
    candidates: [{ candidate: person, totalScore: '90', socialWorkQualification: true }],
  }),
  events.hostFacilityLinked({
    ...{ ...fact, kind: 'other', name: '（测试）', areaM2: 200, sharedUse: reason },
    ...{ validFrom, validTo },
  }),
  events.hostFacilityUnlinked({ ...ending, reason }),
  events.hostLeaseExpiring({ ...about, recorded, validTo, daysLeft: 90 }),
  events.hostLeaseEnded({ ...about, recorded, validTo }),
  events.partyServiceEnabled({ ...fact, place: 'desk', responsible: person, validFrom }),
  events.partyServiceEnded({ ...ending, reason }),
  events.operatingModelSet({ ...fact, model: 'co-run', legalBasis: '102号令', since }),
];
const published = told(...samples).map((event) => ({
  type: event.type,
  told: publishUpkeep(event),
}));

test('there is a choice for every event', () => {
  const types = new Set(samples.map(({ type }) => type));
  expect([...types].sort()).toEqual(events.upkeepEvents.map(({ type }) => type).sort());
});

test('who works there and what was doubted stay inside', () => {
  const kept = published.filter(({ told }) => told === 'private').map(({ type }) => type);
  expect(kept).toEqual([
    ...['BaseDataFlagged', 'BaseDataFlagCleared', 'BaseStaffAssigned', 'BaseStaffLeft'],
    ...['SocialWorkQualificationRecorded', 'SocialWorkQualificationWithdrawn'],
    ...['StaffPreferenceApplied'],
  ]);
});

test('what is published has exactly the fields of its contract', () => {
  const contracts = new Map(
    Object.values(registryBaseUpkeep).map((contract): [string, EventType] => [
      contract.type,
      contract,
    ]),
  );
  for (const { told } of published) {
    if (told === 'private') continue;
    expect(told.data).toEqual(contracts.get(told.type)?.schema.parse(told.data));
  }
});

test('neither a person, a source nor a reason leaves the registry', () => {
  const text = JSON.stringify(published);
  for (const kept of [person, proven.name, reason]) expect(text).not.toContain(kept);
});
