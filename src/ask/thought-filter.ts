/**
 * Takes out the thoughts that a model writes into its text before the answer. Text arrives in pieces and each character
 * is looked at once; `push` and `end` return what belongs to the answer. Some servers cut off the opening tag, so
 * prose before the answer is held back until it ends as a thought or the answer begins.
 */
export function thoughtFilter() {
  let state: 'begins' | 'thinks' | 'talks' | 'answers' = 'begins';
  let held = '';
  let talk: string[] = [];
  let talked = 0;

  function push(piece: string): string {
    if (state === 'answers') return piece;
    held += piece;
    if (state === 'begins') {
      // Blanks before the first word belong to nothing.
      held = held.trimStart();
      const text = held;
      if (text === '' || (text.length < LONGEST_TAG && OPENINGS.some((tag) => tag.startsWith(text.toLowerCase()))))
        return '';
      if (OPENINGS.some((tag) => text.toLowerCase().startsWith(tag))) state = 'thinks';
      else if (/^[{[`<]/.test(text)) return release(held);
      else state = 'talks';
    }
    const closed = CLOSING.exec(held);
    const answer = state === 'talks' ? ANSWER.exec(held) : null;
    if (closed && !(answer && answer.index < closed.index)) return release(held.slice(closed.index + closed[0].length));
    if (state === 'talks') {
      talked += piece.length;
      if (talked > MOST_TALK || answer) return release(talk.join('') + held);
    }
    // The end may be the beginning of a tag or of a line.
    const kept = held.slice(-LONGEST_TAG);
    if (state === 'talks') talk.push(held.slice(0, held.length - kept.length));
    held = kept;
    return '';
  }

  function release(text: string): string {
    [state, held, talk] = ['answers', '', []];
    return text;
  }

  return {
    push,
    /** Prose that no thought ended. */
    end: (): string => (state === 'talks' ? release(talk.join('') + held) : ''),
  };
}

const NAMES = ['think', 'thinking', 'thought', 'reasoning'];
const OPENINGS = [...NAMES.map((name) => `<${name}>`), '[think]'];
const CLOSING = /<\/(?:think|thinking|thought|reasoning)>|\[\/think\]/i;
const LONGEST_TAG = 16;
/** More prose than this is no thought that lost its tag, but what the model has to say. */
const MOST_TALK = 30_000;
/** An answer begins with a line of its own, as JSON or fenced. */
const ANSWER = /\n[^\S\n]*(?:```|\{)/;
