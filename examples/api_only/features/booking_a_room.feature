Feature: Booking a room

  Whoever has booked a room finds it empty. Nobody stands before a meeting of other people.

  Background:
    Given there is a room "The Attic"

  Rule: A room belongs to one meeting at a time

    Scenario: One meeting begins when another ends
      Given "The Attic" is booked
        | who | start | end   |
        | Ada | 09:30 | 10:45 |
      When Ben books "The Attic" from 10:45 to 11:20
      Then the bookings of "The Attic" are
        | who | start | end   |
        | Ada | 09:30 | 10:45 |
        | Ben | 10:45 | 11:20 |

    Scenario Outline: A meeting that meets another is refused
      Given "The Attic" is booked
        | who | start | end   |
        | Ada | 09:30 | 10:45 |
      When Ben tries to book "The Attic" from <start> to <end>
      Then he is told that Ada has it until 10:45
      And the bookings of "The Attic" are
        | who | start | end   |
        | Ada | 09:30 | 10:45 |

      Examples:
        | start | end   |
        | 10:44 | 11:20 |
        | 09:05 | 09:31 |
        | 09:50 | 10:10 |

    Scenario: One of six gets it who want it at the same moment
      When Ada, Ben, Cleo, Dan, Eve and Finn book "The Attic" from 14:10 to 14:55 at the same moment
      Then one of them has it and the others are told so
      And "The Attic" has 1 booking

  Rule: The caretaker knows when a room has to be tidied up

    Scenario: What was just booked is on the caretaker's list
      When Ada books "The Attic" from 16:05 to 17:40
      Then the caretaker tidies up "The Attic" at 17:40
