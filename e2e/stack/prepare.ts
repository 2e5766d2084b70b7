// The gate makes the data of the end to end tests ahead of them: node --import tsx e2e/stack/prepare.ts
import { prepareData } from './data.ts';

prepareData();
