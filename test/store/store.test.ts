import { openTestStore } from '../support/stores.ts';
import { describesStore } from './describes-store.ts';

describesStore('PGlite', openTestStore);
