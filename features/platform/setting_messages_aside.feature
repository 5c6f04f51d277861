Feature: Setting messages aside

  The parts of the shop tell each other what has happened. A message that makes no sense must not
  hold up those behind it, and must not vanish either: it waits until a member of staff looks at it.

  Rule: A message that cannot be processed waits for the staff, and the others go on

    @ui @resilience @needs:rabbitmq
    Scenario: The staff find the message, and why it waits
      Given Sam is signed in as stock staff
      When a message that nobody can read is sent to the shop
      Then Sam finds the message among those that wait for the staff, with the reason

    @ui @resilience @needs:rabbitmq
    Scenario: A message that still makes no sense stays there
      Given Sam is signed in as stock staff
      And a message that nobody can read has been sent to the shop
      When Sam has the message tried again
      Then he is told that the message was refused again
      And it still waits for the staff

    @api @resilience @needs:rabbitmq
    Scenario: A message that nobody can read arrives before a purchase
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And a message that nobody can read has been sent to the shop
      When a program buys 2 "Blue mug" for Ada
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left
