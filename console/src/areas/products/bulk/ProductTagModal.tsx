import { Button, Group, Modal, Stack, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiQuery } from '@/api/query';
import { useSelling, useT } from '@/i18n';

interface Props {
  count: number;
  onClose: () => void;
  onApply: (add: string[], remove: string[]) => void;
}

/** Which tags to put on many products, and which to take off. */
export function ProductTagModal({ count, onClose, onApply }: Props) {
  const t = useT();
  const { productBulk: words, products } = useSelling();
  const known = useQuery(apiQuery('/api/v1/products/tags'));
  const data = known.data?.data.map(({ value }) => value) ?? [];
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  // Below the fields are the buttons: the tags to choose from open above them, for which the dialog stands in the middle.
  const above = { comboboxProps: { position: 'top' }, maxDropdownHeight: 180 } as const;
  return (
    <Modal opened centered onClose={onClose} title={words.tags} closeButtonProps={{ 'aria-label': t.common.close }}>
      <Stack>
        <TagsInput {...above} data-autofocus label={words.addTags} description={products.tagsHint} data={data} value={add} onChange={setAdd} />
        <TagsInput {...above} label={words.removeTags} data={data} value={remove} onChange={setRemove} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            disabled={add.length + remove.length === 0}
            onClick={() => {
              onApply(add, remove);
              onClose();
            }}
          >
            {words.apply(count)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
