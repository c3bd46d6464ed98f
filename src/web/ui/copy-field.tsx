import { useState } from 'react';

/** Text to copy, shown whole: in browsers without clipboard access the reader copies by hand. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [told, setTold] = useState('Copy');
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setTold('Copied'),
      () => setTold('Select and copy it'),
    );
  return (
    <span className="flex min-w-0 grow gap-2">
      <input
        readOnly
        aria-label={label}
        value={value}
        className="field py-1.5 font-mono text-xs"
        onFocus={(event) => event.target.select()}
      />
      <button type="button" className="button-quiet whitespace-nowrap" onClick={copy}>
        {told}
      </button>
    </span>
  );
}
