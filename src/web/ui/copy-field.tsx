import { useState } from 'react';
import { copyText } from './copy-text.ts';

/** Text to copy, shown whole, so that it can be selected wherever a browser does not allow copying. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [told, setTold] = useState('Copy');
  const copy = async () => setTold((await copyText(value)) ? 'Copied' : 'Select and copy');
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
