import { openTestStore } from '../support/stores.ts';
import { describesUpgrade } from './describes-upgrade.ts';

describesUpgrade('PGlite', openTestStore);
