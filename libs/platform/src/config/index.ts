export { ConfigError, readConfig } from './read-config.ts';
export { authVariables, clockVariables, httpVariables, storeVariables } from './variables.ts';
