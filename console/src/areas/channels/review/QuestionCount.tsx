import { Badge } from '@mantine/core';
import { countText } from './counting';
import { useQuestions } from './useQuestions';

/** How many questions wait, beside the name of their page; nothing when none does. */
export function QuestionCount() {
  const { data } = useQuestions();
  if (data === undefined || data.data.length === 0) return null;
  return (
    <Badge size="sm" color="gray" ml="auto" style={{ flex: 'none' }}>
      {countText(data)}
    </Badge>
  );
}
