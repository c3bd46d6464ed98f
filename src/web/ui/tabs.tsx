import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

type Tab<Name extends string> = { name: Name; label: string; content: () => ReactNode };

/** Parts of a screen, one visible at a time; the address names the visible part. */
export function Tabs<Name extends string>({
  tabs,
  value,
  onChange,
  label,
}: {
  tabs: readonly Tab<Name>[];
  value: Name;
  onChange: (name: Name) => void;
  label: string;
}) {
  return (
    <Radix.Root value={value} onValueChange={(name) => onChange(name as Name)}>
      <Radix.List
        aria-label={label}
        className="mb-6 flex gap-1 overflow-x-auto border-b border-stone-200 dark:border-stone-800"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.name}
            value={tab.name}
            className="quiet -mb-px cursor-pointer border-b-2 border-transparent px-3 py-2 text-sm whitespace-nowrap hover:text-stone-900 data-[state=active]:border-teal-700 data-[state=active]:font-medium data-[state=active]:text-stone-900 dark:hover:text-stone-100 dark:data-[state=active]:border-teal-300 dark:data-[state=active]:text-stone-100"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.name} value={tab.name} tabIndex={-1}>
          {tab.content()}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
