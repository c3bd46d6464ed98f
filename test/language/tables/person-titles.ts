import type * as PersonTitles from '../../../src/language/person-titles.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // A name without its titles.
  tableOf<typeof PersonTitles>('language/person-titles.ts', {
    rows: [
      ['Mr. Robin Vantongel', 'Robin Vantongel'],
      ['mrs Brandelius', 'Brandelius'],
      ['Ms Tove Brandelius', 'Tove Brandelius'],
      ['Dr. Whitlock', 'Whitlock'],
      ['Prof. Dr. Dana Whitlock', 'Dana Whitlock'],
      ['Drew Whitlock', 'Drew Whitlock'],
      ['Msimang', 'Msimang'],
    ],
    read: ({ withoutTitle }, name) => withoutTitle(name),
  }),
  // A question with spaces in place of titles.
  tableOf<typeof PersonTitles>('language/person-titles.ts', {
    rows: [
      ['What did Dr. Whitlock say', 'What did     Whitlock say'],
      ['What did Ms Brandelius say', 'What did    Brandelius say'],
      ['Who is our prof', 'Who is our prof'],
    ],
    read: ({ blankTitles }, question) => blankTitles(question),
  }),
];
