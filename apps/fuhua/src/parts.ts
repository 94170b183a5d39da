import { evaluation } from '@fuhua/evaluation';
import { incubation } from '@fuhua/incubation';
import { person, registry } from '@fuhua/registry';
import type { ServiceParts } from '@fuhua/platform/service';

// Imported when a command needs it: a service brings its whole framework, for which `fuhua up` need not wait.

/** Of every service of this release. */
export const parts: readonly ServiceParts[] = [registry, incubation, evaluation];

/** The slice that records persons. */
export const persons = person;
