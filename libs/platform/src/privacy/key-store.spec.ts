import { keyStoreSuite } from './key-store.suite.ts';
import { memoryKeys } from './key-store.ts';

const store = memoryKeys();
keyStoreSuite('the memory key store', () => Promise.resolve(store));
