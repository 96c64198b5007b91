"""What questions cost, what they may cost a day, and whose figures one sees."""
