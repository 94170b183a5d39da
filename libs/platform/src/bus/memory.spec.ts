import { busSuite } from './bus.suite.ts';
import { memoryHarness } from './suite/memory.suite.ts';

busSuite('the memory bus', () => memoryHarness());
