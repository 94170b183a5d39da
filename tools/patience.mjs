import { jest } from '@jest/globals';

// Engines and services start inside these specs. `testTimeout` of a single project is ignored by Jest.
jest.setTimeout(120_000);
