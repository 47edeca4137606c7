import { Button, Group, Modal, Stack, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useSelling, useT } from '@/i18n';

interface Props {
  count: number;
  onClose: () => void;
  onApply: (add: string[], remove: string[]) => void;
}

/** Which tags to put on many orders, and which to take off. */
export function BulkTagModal({ count, onClose, onApply }: Props) {
  const t = useT();
  const { bulk: words } = useSelling();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const apply = () => {
    onApply(add, remove);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.tagTitle(count)} closeButtonProps={{ 'aria-label': t.common.close }}>
      <Stack>
        <TagsInput data-autofocus label={words.addTags} description={words.tagsHint} value={add} onChange={setAdd} />
        <TagsInput label={words.removeTags} value={remove} onChange={setRemove} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button disabled={add.length + remove.length === 0} onClick={apply}>
            {words.apply(count)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
