Feature: Surviving failures

  Servers stop and programs end, mostly at night. What a customer was told stays true, nothing is
  lost, and nothing happens twice.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada has an account

  Rule: A part that ends suddenly is started again, and the purchase goes on

    @api @resilience @slow @needs:processes
    Scenario Outline: <part> ends suddenly during a purchase
      When <part> ends suddenly while a program buys 2 "Blue mug" for Ada
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

      Examples:
        | part          |
        | identity      |
        | catalogue     |
        | inventory     |
        | orders        |
        | payments      |
        | notifications |
        | gateway       |

  Rule: Without the message broker orders are placed, and the messages wait

    @api @resilience @needs:rabbitmq
    Scenario: An order is placed while the message broker is away
      Given the message broker is away
      And Ada has bought 2 "Blue mug"
      When the message broker is back
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

  Rule: The shop serves again when a server is back

    @api @resilience @needs:proxies
    Scenario Outline: A purchase after the <server> has been away
      Given the <server> has been away and is back
      When a program buys 2 "Blue mug" for Ada
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

      Examples:
        | server         |
        | database       |
        | cache          |
        | message broker |

  Rule: A purchase during which a server is lost is done once, as a whole

    @api @resilience @slow @needs:proxies
    Scenario Outline: The <server> is lost for a moment during a purchase
      When the <server> is lost for a moment while a program buys 2 "Blue mug" for Ada
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

      Examples:
        | server         |
        | database       |
        | cache          |
        | message broker |

  Rule: What is sent twice has one effect

    @api @resilience
    Scenario: Two processes send the messages about an order, and send them again
      Given a second process sends the messages of the orders, too
      And Ada has bought 2 "Blue mug"
      When all messages about the order are sent once more
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

  Rule: Without its cache the shop is no slower

    @api @resilience @needs:proxies
    Scenario Outline: The cache <is_lost>
      Given the cache <is_lost>
      When a program signs in and looks around for Ada
      Then it has had every answer within 1 second

      Examples:
        | is_lost                      |
        | is away                      |
        | takes calls and answers none |

  Rule: Without its database the shop says so at once

    @api @resilience @needs:proxies
    Scenario Outline: The database <is_lost>
      Given the database <is_lost>
      When a watchman asks how the shop is
      Then the shop raises the alarm within 2 seconds
      And the entrance itself still answers

      Examples:
        | is_lost                      |
        | is away                      |
        | takes calls and answers none |
