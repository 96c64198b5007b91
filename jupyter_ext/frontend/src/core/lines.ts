/** Lines that are being written below messages and in threads, kept while they are not sent. */
export interface Lines {
  /** What is being written below the message or thread of that id. */
  line(id: string): string;
  writeLine(id: string, text: string): void;
}
