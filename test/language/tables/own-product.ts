import type * as OwnProduct from '../../../src/language/own-product.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  tableOf<typeof OwnProduct>('language/own-product.ts', {
    rows: [
      ['What does Ilse like about our product?', ['product']],
      ['Which of our products did they ask about?', ['products']],
      ['Why do people use our software?', ['software']],
      ['Is our tool too slow for them?', ['tool']],
      ['who knows our tools', ['tools']],
      ['Does Bram like our app?', ['app']],
      ['how many use our apps', ['apps']],
      ['what bothers users of our application', ['application']],
      ['do they know our applications', ['applications']],
      ['who praised our platform', ['platform']],
      ['What would our new planning system replace?', ['system']],
      ['do our systems do what they need', ['systems']],
      ['Is OUR Solution what they look for?', ['solution']],
      ['who compared our solutions', ['solutions']],
      ['What do they expect of our service?', ['service']],
      ['who pays for our services', ['services']],
      ['what do they think of our offering', ['offering']],
      // Theirs, somebody else's, or what goes by such a name.
      ['What does their app do?', []],
      ['Which tools do they use?', []],
      ['Is the service desk closed at night?', []],
      ['What about our service-desk?', []],
      ['Your product or ours?', []],
      ['What did our sales team hear about the product?', []],
      ['four software vendors', []],
    ],
    read: ({ ownProductWords }, text) => ownProductWords(text),
  }),
];
