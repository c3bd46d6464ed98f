/** A person of the invented world. */
export type Character = { key: string; name: string; title: string; email: string };
/** `speaker` is a character's key, or "?" for an unknown caller. */
export type ScriptedTurn = { speaker: string; sentences: string[] };
export type ScriptedCall = {
  key: string;
  title: string;
  daysAgo: number;
  platform: string;
  us: string[];
  them: string[];
  flag: 'private' | 'pending' | null;
  turns: ScriptedTurn[];
};
export type Script = {
  account: { name: string; domain: string; aliases: string[] } | null;
  people: Character[];
  calls: ScriptedCall[];
};

/**
 * Reads a file of `world/`: a line for the account (`account: Name | domain | alias; alias`), a line for each of its
 * people (`key: Name | title | email`), then the calls. A call is a heading
 * `== key | title | days ago | platform | our people | their people | private or pending`
 * with a line per turn below.
 */
export function parseScript(text: string): Script {
  const script: Script = { account: null, people: [], calls: [] };
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue;
    const call = script.calls.at(-1);
    if (line.startsWith('== ')) script.calls.push(parseHeading(line.slice(3)));
    else if (line.startsWith('account: ')) script.account = parseAccount(line.slice(9));
    else if (call) call.turns.push(parseTurn(line));
    else script.people.push(parseCharacter(line));
  }
  return script;
}

const cells = (text: string): string[] => text.split('|').map((cell) => cell.trim());
const words = (text: string | undefined): string[] => (text ?? '').split(' ').filter(Boolean);

function parseAccount(text: string): Script['account'] {
  const [name = '', domain = '', aliases = ''] = cells(text);
  return name === 'none'
    ? null
    : {
        name,
        domain,
        aliases: aliases
          .split(';')
          .map((alias) => alias.trim())
          .filter(Boolean),
      };
}

function parseCharacter(line: string): Character {
  const [key = '', rest = ''] = line.split(/: (.*)/s);
  const [name = '', title = '', email = ''] = cells(rest);
  return { key, name, title, email };
}

function parseHeading(text: string): ScriptedCall {
  const [key = '', title = '', daysAgo = '', platform = '', us, them, flag] = cells(text);
  return {
    key,
    title,
    daysAgo: Number(daysAgo),
    platform,
    us: words(us),
    them: words(them),
    flag: flag === 'private' || flag === 'pending' ? flag : null,
    turns: [],
  };
}

function parseTurn(line: string): ScriptedTurn {
  const [speaker = '', speech = ''] = line.split(/: (.*)/s);
  return { speaker, sentences: speech.split(/(?<=[.?!])\s+(?=[A-Z0-9"?])/).filter(Boolean) };
}
