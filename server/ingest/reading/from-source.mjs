// Begins the thread that reads from its TypeScript source: a thread does not inherit tsx.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
