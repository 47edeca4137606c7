import { SimpleGrid, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Customer } from '@/api/types';
import { useSelling } from '@/i18n';

export interface CustomerValues {
  name: string;
  company: string;
  email: string;
  phone: string;
  note: string;
  tags: string[];
}

export const NOBODY: CustomerValues = { name: '', company: '', email: '', phone: '', note: '', tags: [] };

export function valuesOf({ name, company, email, phone, note, tags }: Customer): CustomerValues {
  return { name, company: company ?? '', email: email ?? '', phone: phone ?? '', note, tags };
}

/** What is left empty is not known. */
export function bodyOf({ company, email, phone, ...values }: CustomerValues) {
  return { ...values, company: company.trim() || null, email: email.trim() || null, phone: phone.trim() || null };
}

export function CustomerFields({ form }: { form: UseFormReturnType<CustomerValues> }) {
  const { customers: words } = useSelling();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={words.name} data-autofocus {...form.getInputProps('name')} />
        <TextInput label={words.company} {...form.getInputProps('company')} />
        <TextInput label={words.email} type="email" {...form.getInputProps('email')} />
        <TextInput label={words.phone} type="tel" {...form.getInputProps('phone')} />
      </SimpleGrid>
      <TagsInput label={words.tags} description={words.tagsHint} {...form.getInputProps('tags')} />
      <Textarea label={words.note} description={words.noteHint} autosize minRows={2} maxRows={10} {...form.getInputProps('note')} />
    </>
  );
}
