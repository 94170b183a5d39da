import { eventStoreSuite } from './event-store.suite.ts';
import { memoryHarness } from './suite/memory.suite.ts';

eventStoreSuite('the memory event store', () => memoryHarness());
