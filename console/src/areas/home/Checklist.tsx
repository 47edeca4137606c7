import { Box, Card, CloseButton, Group, Progress, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCheck, IconConfetti } from '@tabler/icons-react';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import classes from './Checklist.module.css';
import { useTasks, type Task } from './useTasks';

/** What to do next, until it is all done or the person has seen enough of it. */
export function Checklist() {
  const t = useT();
  const { organization } = useSignedIn();
  const [hidden, setHidden] = useLocalStorage({
    key: `tradepost.checklist-hidden.${organization.id}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const { tasks, isLoading } = useTasks();
  const done = tasks.filter((task) => task.done).length;
  // With nothing but "create your organization" in it, the list would help nobody.
  if (hidden || tasks.length < 2) return null;
  if (isLoading) return <Skeleton height={300} radius="lg" />;
  const complete = done === tasks.length;
  const next = tasks.find((task) => !task.done);
  return (
    <Card component="section" aria-labelledby="checklist" padding={0}>
      <Box p="lg" pb="md">
        <Group justify="space-between" wrap="nowrap">
          <Group gap="xs">
            {complete && <IconConfetti size={20} stroke={1.7} aria-hidden />}
            <Title order={2} id="checklist">
              {complete ? t.home.allDone : t.home.checklistTitle}
            </Title>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Text size="sm" c="dimmed" className="tabular">
              {t.home.progress(done, tasks.length)}
            </Text>
            <CloseButton size="sm" aria-label={t.home.hide} onClick={() => setHidden(true)} />
          </Group>
        </Group>
        <Progress value={(done / tasks.length) * 100} size={6} radius="xl" mt="sm" aria-label={t.home.checklistTitle} />
        {complete && (
          <Text c="dimmed" mt="sm">
            {t.home.allDoneHint}
          </Text>
        )}
      </Box>
      {!complete && (
        <Stack component="ul" gap={0} m={0} p={0} className={classes.list}>
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} isNext={task === next} />
          ))}
        </Stack>
      )}
    </Card>
  );
}

function TaskRow({ task, isNext }: { task: Task; isNext: boolean }) {
  const t = useT();
  return (
    <li className={classes.task} data-done={task.done}>
      <span className={classes.mark} aria-hidden>
        {task.done ? <IconCheck size={15} stroke={2.6} /> : <task.icon size={17} stroke={1.7} />}
      </span>
      <div className={classes.words}>
        <Text fw={550} className={classes.title}>
          {task.title}
          {task.done && <VisuallyHidden>, {t.home.done}</VisuallyHidden>}
        </Text>
        {task.hint !== undefined && !task.done && (
          <Text size="sm" c="dimmed">
            {task.hint}
          </Text>
        )}
      </div>
      {!task.done && task.link && (
        <LinkButton
          to={task.link.to}
          search={task.link.search ?? {}}
          size="xs"
          variant={isNext ? 'filled' : 'default'}
          aria-label={`${t.home.start}: ${task.title}`}
        >
          {t.home.start}
        </LinkButton>
      )}
    </li>
  );
}
