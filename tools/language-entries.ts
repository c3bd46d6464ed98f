import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { parseSync } from 'oxc-parser';

/** An entry of a list or a rule: without the entry, the source reads as if nobody had thought of it. */
export type Entry = {
  /** The declaration around the entry. */
  list: string;
  text: string;
  /** The stretch to cut from the source. */
  start: number;
  end: number;
};

/** A node of the parsed source; further members depend on the type. */
type Node = { type: string; start: number; end: number } & Record<string, unknown>;

/**
 * The entries of a source: words of `wordList` and `phraseList`, alternatives of patterns, elements of a declaration's
 * arrays, and members of objects mapping words to values. Arrays `as const` are our own enumerations, and hold no
 * entries.
 */
export function findEntries(name: string, source: string): Entry[] {
  const { program, errors } = parseSync(name, source);
  if (errors.length > 0) throw new Error(`${name} cannot be parsed: ${errors[0]?.message}`);
  return (program.body as unknown as Node[]).flatMap((statement) => {
    const declared = (statement.declaration as Node | undefined) ?? statement;
    if (declared.type === 'FunctionDeclaration')
      return walk(declared, { list: nameOf(declared.id as Node), isInFunction: true, isPattern: false });
    if (declared.type !== 'VariableDeclaration') return [];
    return (declared.declarations as Node[]).flatMap(({ id, init }) =>
      walk(init as Node | null, { list: nameOf(id as Node), isInFunction: false, isPattern: false }),
    );
  });

  function walk(node: Node | null, at: Place): Entry[] {
    if (node === null) return [];
    const inside = (place: Place) => childrenOf(node).flatMap((child) => walk(child, place));
    switch (node.type) {
      case 'Literal':
        if (node.regex) {
          const { pattern, flags } = node.regex as { pattern: string; flags: string };
          return alternatives(at.list, node.start + 1, pattern, flags);
        }
        return at.isPattern ? alternatives(at.list, node.start + 1, source.slice(node.start + 1, node.end - 1)) : [];
      case 'TaggedTemplateExpression':
        return inside({ ...at, isPattern: isRaw(node) });
      case 'TemplateLiteral':
        return [
          ...(at.isPattern ? alternatives(at.list, node.start + 1, withoutHoles(node)) : []),
          ...inside({ ...at, isPattern: false }),
        ];
      case 'NewExpression':
        return inside({ ...at, isPattern: nameOf(node.callee as Node) === 'RegExp' });
      case 'CallExpression': {
        const divider = { wordList: /\S+\s*/g, phraseList: /[^,]+,?/g }[nameOf(node.callee as Node)];
        const [list] = node.arguments as Node[];
        return divider && list ? words(at.list, list, divider) : inside({ ...at, isPattern: false });
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return inside({ ...at, isInFunction: true });
      case 'TSAsExpression':
        return source.slice(node.start, node.end).endsWith('as const') ? [] : inside(at);
      case 'ArrayExpression': {
        const elements = node.elements as Node[];
        const own = elements.map((element) =>
          walk(element, { ...at, list: listOf(element, at.list), isElement: true }),
        );
        return [...(at.isInFunction ? [] : members(at.list, elements)), ...own.flat()];
      }
      case 'ObjectExpression': {
        const properties = node.properties as Node[];
        const isMap = !at.isElement && properties.every(({ value }) => (value as Node | undefined)?.type === 'Literal');
        return [
          ...(isMap ? members(at.list, properties) : []),
          ...properties.flatMap((one) =>
            walk((one.value ?? one.argument) as Node, {
              ...at,
              isElement: false,
              list: `${at.list}${subject(one, at.list)}`,
            }),
          ),
        ];
      }
      default:
        return inside(at);
    }
  }

  /** Members of an array or an object with at least two. */
  function members(list: string, nodes: readonly Node[]): Entry[] {
    if (nodes.length < 2) return [];
    return nodes.map(({ start, end }) => {
      const text = source.slice(start, end);
      const comma = /^\s*,/.exec(source.slice(end));
      return { list, text, start, end: end + (comma?.[0].length ?? 0) };
    });
  }

  function words(list: string, node: Node, divider: RegExp): Entry[] {
    const start = node.type === 'TaggedTemplateExpression' ? (node.quasi as Node).start : node.start;
    const text = source.slice(start + 1, node.end - 1);
    return [...text.matchAll(divider)].flatMap((match) => {
      const [from, entry] = [start + 1 + match.index, match[0].replace(/,$/, '').trim()];
      const own = { list, text: entry, start: from, end: from + match[0].length };
      // An entry may be a pattern with alternatives of its own.
      return [own, ...alternatives(list, from + match[0].indexOf(entry), entry)];
    });
  }

  /** A template's text with each insertion replaced by filler of the same length. */
  function withoutHoles(node: Node): string {
    const [open, close] = [node.start + 1, node.end - 1];
    let text = source.slice(open, close);
    for (const hole of node.expressions as Node[]) {
      const [start, end] = [source.lastIndexOf('${', hole.start) - open, source.indexOf('}', hole.end) + 1 - open];
      text = text.slice(0, start) + 'X'.repeat(end - start) + text.slice(end);
    }
    return text;
  }
}

type Place = { list: string; isInFunction: boolean; isPattern: boolean; isElement?: boolean };

const childrenOf = (node: Node): Node[] =>
  Object.values(node)
    .flat()
    .filter((child): child is Node => typeof child === 'object' && child !== null && 'type' in child);

const nameOf = (node: Node | undefined): string => (node?.type === 'Identifier' ? (node.name as string) : '');
const isRaw = ({ tag }: Node): boolean => {
  const { object, property } = tag as { object?: Node; property?: Node };
  return Boolean(object && property) && nameOf(object as Node) === 'String' && nameOf(property as Node) === 'raw';
};

/** Elements with ids are lists of their own, and so is each array inside. */
function listOf(element: Node, list: string): string {
  const properties = (element.type === 'ObjectExpression' ? element.properties : []) as Node[];
  const id = properties.find(({ key }) => nameOf(key as Node | undefined) === 'id')?.value as
    | { value?: string }
    | undefined;
  return id?.value === undefined ? list : `${list}.${id.value}`;
}
const subject = ({ key, value }: Node, list: string): string =>
  list.includes('.') && (value as Node | undefined)?.type === 'ArrayExpression'
    ? `.${nameOf(key as Node | undefined)}`
    : '';

/** The alternatives of a pattern, group by group; a group with a single alternative has no entries. */
function alternatives(list: string, offset: number, pattern: string, flags = ''): Entry[] {
  const isUnicode = /[uv]/.test(flags) || /\\p\{/.test(pattern);
  const found: Entry[] = [];
  const take = ({ alternatives: all }: { alternatives: readonly AST.Alternative[] }) => {
    if (all.length < 2) return;
    for (const [n, { start, end, raw }] of all.entries()) {
      if (raw === '') continue;
      const isLast = n === all.length - 1;
      found.push({
        list,
        text: raw,
        start: offset + start - (isLast ? 1 : 0),
        end: offset + end + (isLast ? 0 : 1),
      });
    }
  };
  const parsed = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: isUnicode });
  visitRegExpAST(parsed, {
    onPatternEnter: take,
    onGroupEnter: take,
    onCapturingGroupEnter: take,
    onAssertionEnter: (node) => {
      if ('alternatives' in node) take(node);
    },
  });
  return found;
}
