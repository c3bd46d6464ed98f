import { stemOf } from './words.ts';

/** Words that ask for something and do not say what. */
const ASKING = new Set(
  `ask asked asking account accounts anybody anyone anything call called calls conversation conversations customer customers client
   clients deal dealt dealings describe did discuss discussed discussing discussion discussions else explain everything every find
   happen happened happens hear heard help info information know learn learned list look main mention mentioned mentions meeting
   meetings note notes overview people point points pull question questions quote quotes raise raised raising rehash remind reply
   report said say saying says search show someone speak spoke spoken stuff summaries summarise summarize summarized summary talk talked
   talking talks team tell telling thing things told topic topics tried understand update updates voiced want wanted now recent
   recently lately today nowadays kind sort bit lot status staus need needs needed many often ever same count number
   compare compared versus vs summarizing`
    .split(/\s+/)
    .filter(Boolean),
);

export const isAskingWord = (word: string): boolean => ASKING.has(word);

/** Words that tell how something was said rather than what: a search for them alone is possible, beside others they weigh little. */
const VAGUE =
  `agree agreed agreement attitude comment conclude concluded consider considered contribute current currently decide decided decision
   during elaborate feel felt group idea ideas introduce introduced mean members opinion opinions plan present presentation presented presenting
   propose proposed purpose reason recommend recommended respond responded suggest suggested suggestion think thought view views`
    .split(/\s+/)
    .filter(Boolean);

const faintStems = new Set([...ASKING, ...VAGUE].map(stemOf));

/** Whether a stem is of a word that asks or is vague. */
export const isFaint = (stem: string): boolean => faintStems.has(stem);
