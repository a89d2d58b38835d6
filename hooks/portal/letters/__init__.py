"""Letters to fill in (文书): what they ask for, their text with its blanks, and what can be wrong with both."""
