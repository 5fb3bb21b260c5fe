"""Tables from outside, read safely, and workbooks written for people.

`reading.read_table` gives rows as the file holds them: a text table gives text alone, a workbook also numbers, days
and whatever else its cells are. What a text means is asked of its column (`meaning.meanings`): a number with a comma,
or 01/02/2021, is read only where the column, the network's ways or a person's choice say how; otherwise it is refused.

A workbook is opened by a child process with limits (`process`, `inside`). Nothing of it runs here.
"""
