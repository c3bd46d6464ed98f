import type * as NameText from '../../../src/language/name-text.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Names as they are compared.
  tableOf<typeof NameText>('language/name-text.ts', {
    rows: [
      ['Ørnvik', 'ornvik'],
      ['Łucja Zając', 'lucja zajac'],
      ['Đorđe', 'dorde'],
      ['Guðrún', 'gudrun'],
      ['Weiß', 'weiss'],
      ['Æbelund', 'aebelund'],
      ['Cœurdain', 'coeurdain'],
      ['Yıldız', 'yildiz'],
      ['Þórdís', 'thordis'],
      ['Zoe\u0308', 'zoe'],
      ['O’Marrow & Sons', 'o marrow sons'],
      ['OʼMarrow', 'o marrow'],
      ['中田', '中 田'],
      ['さくら', 'さ く ら'],
      ['カメラ', 'カ メ ラ'],
      ['コーヒー', 'コ ー ヒ ー'],
      ['ユーザーID', 'ユ ー サ ー id'],
      ['Zoom会議', 'zoom 会 議'],
    ],
    read: ({ foldName }, name) => foldName(name),
  }),
  // Names with umlauts spelled out.
  tableOf<typeof NameText>('language/name-text.ts', {
    rows: [
      ['Jürgen', 'juergen'],
      ['Bärbel', 'baerbel'],
      ['Jörg', 'joerg'],
      ['Søren', 'soeren'],
      ['Åse', 'aase'],
    ],
    read: ({ nameTokens }, name) =>
      nameTokens(name, true)
        .map(({ word }) => word)
        .join(' '),
  }),
];
