import { Combobox, Loader, ScrollArea, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import type { Variant } from '@/api/types';
import { useSelling } from '@/i18n';
import { Money } from '@/ui/money/Money';
import { useVariantSearch } from './useVariantSearch';

export interface FoundVariant {
  variant: Variant;
  product: string;
}

interface Props {
  label: string;
  shopId: string | undefined;
  currency: string;
  onPick: (found: FoundVariant) => void;
}

/** Finds what is sold by its title, SKU or barcode, and hands over the variant that was chosen. */
export function VariantSearch({ label, shopId, currency, onPick }: Props) {
  const { drafts: words } = useSelling();
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), 250);
  const { found, isLoading } = useVariantSearch(wanted, shopId);
  const isAsked = wanted.length >= 2;
  const take = (picked: FoundVariant | undefined) => {
    if (picked) onPick(picked);
    setTyped('');
    box.closeDropdown();
  };
  /** Enter takes the first that was found, unless one was chosen with the arrows, and never sends the form around it. */
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (box.getSelectedOptionIndex() === -1 && !isLoading && typed.trim() === wanted && found.length > 0) take(found[0]);
  };
  return (
    <Combobox store={box} onOptionSubmit={(id) => take(found.find(({ variant }) => variant.id === id))}>
      <Combobox.Target>
        <TextInput
          label={label}
          placeholder={words.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={isLoading ? <Loader size={16} /> : null}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            box.openDropdown();
            box.selectFirstOption();
          }}
          onKeyDown={enter}
          onFocus={() => box.openDropdown()}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed.trim() === ''}>
        <Combobox.Options>
          <ScrollArea.Autosize mah={280} type="auto">
            {found.map(({ variant, product }) => {
              const price = variant.prices.find((one) => one.currency === currency);
              return (
                <Combobox.Option key={variant.id} value={variant.id}>
                  <Text size="sm">
                    {product} {variant.title !== '' && `· ${variant.title}`}
                  </Text>
                  <Text size="xs" c="dimmed" component="span">
                    {variant.sku} {price && <Money value={price} />}
                  </Text>
                </Combobox.Option>
              );
            })}
            {found.length === 0 && !isLoading && (
              <Combobox.Empty>{isAsked ? words.searchNothing : words.searchHint}</Combobox.Empty>
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
