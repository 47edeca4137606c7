import { Alert, Button, Group, List, Modal, Progress, Stack, Text } from '@mantine/core';
import { errorMessage } from '@/api/messages';
import { useT } from '@/i18n';
import type { BulkState } from './useBulk';

/** What the progress is told in, with the words for what is worked on. */
export interface BulkWords {
  progress: (done: number, total: number) => string;
  result: (done: number, total: number) => string;
  failed: (count: number) => string;
  stop: string;
}

interface Props {
  words: BulkWords;
  state: BulkState | null;
  onStop: () => void;
  onClose: () => void;
}

/** How far a bulk action is, and what it could not be done with. */
export function BulkProgress({ words, state, onStop, onClose }: Props) {
  const t = useT();
  if (state === null) return null;
  const { title, total, done, failed, isRunning } = state;
  const summary = isRunning ? words.progress(done, total) : words.result(done - failed.length, total);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={!isRunning}
      closeOnEscape={!isRunning}
      withCloseButton={!isRunning}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <Progress value={total === 0 ? 100 : (done / total) * 100} size={8} radius="xl" animated={isRunning} aria-label={title} />
        <Text role="status">{summary}</Text>
        {failed.length > 0 && (
          <Alert color="red" variant="light" title={words.failed(failed.length)}>
            <List size="sm" mah={220} style={{ overflowY: 'auto' }}>
              {failed.map(({ item, error }) => (
                <List.Item key={item.id}>
                  {item.name}: {errorMessage(t, error)}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        <Group justify="flex-end">
          {isRunning ? (
            <Button variant="default" onClick={onStop}>
              {words.stop}
            </Button>
          ) : (
            <Button onClick={onClose} data-autofocus>
              {t.common.close}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
