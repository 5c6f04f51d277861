Feature: Using the shop without barriers

  Customers see well or badly or not at all, use a mouse or none, read large text on a small screen.
  The shop is for all of them (WCAG 2.2, levels A and AA).

  Rule: No screen has a barrier, and every screen says where one is

    @ui @a11y
    Scenario Outline: A customer looks at <screen>
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And Ada is signed in, with 2 "Blue mug" in her cart
      When Ada looks at <screen>
      Then nothing on it is a barrier or cut off, whatever the colours, the screen and the text
      And title, heading and landmarks say that it is "<heading>"

      Examples:
        | screen                      | heading             |
        | the shelves                 | Products            |
        | a product                   | Blue mug            |
        | a full cart                 | Your cart           |
        | the checkout                | Check out           |
        | her account                 | Your account        |
        | her addresses               | Your addresses      |
        | changing her e-mail address | Your e-mail address |
        | closing her account         | Close your account  |
        | something missing           | Page not found      |

    @ui @a11y
    Scenario: A customer looks at an order of hers
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And Ada is signed in, and has bought 2 "Blue mug"
      When Ada looks at an order of hers
      Then nothing on it is a barrier or cut off, whatever the colours, the screen and the text
      And title, heading and landmarks say that it is "Order"

    @ui @a11y
    Scenario Outline: A guest looks at <screen>
      When Ada looks at <screen>
      Then nothing on it is a barrier or cut off, whatever the colours, the screen and the text
      And title, heading and landmarks say that it is "<heading>"

      Examples:
        | screen                 | heading                  |
        | an empty cart          | Your cart                |
        | signing in             | Sign in                  |
        | opening an account     | Open an account          |
        | a forgotten password   | Forgotten your password? |
        | choosing a password    | Choose a new password    |
        | confirming an address  | Your e-mail address      |

    @ui @a11y
    Scenario Outline: A member of the staff looks at <screen>
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And Sam is signed in as stock staff
      When Sam looks at <screen>
      Then nothing on it is a barrier or cut off, whatever the colours, the screen and the text
      And title, heading and landmarks say that it is "<heading>"

      Examples:
        | screen                   | heading           |
        | the stock                | Stock             |
        | the history of a product | Stock of Blue mug |
        | the lost messages        | Messages          |

  Rule: After a mistake the customer is led to what is wrong

    @ui @a11y
    Scenario Outline: A customer makes a mistake at <screen>
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And Ada is signed in, with 2 "Blue mug" in her cart
      When Ada makes a mistake at <screen>
      Then she is led to a list of what is wrong, and from there to <questions>
      And nothing on it is a barrier or cut off, whatever the colours, the screen and the text

      Examples:
        | screen                      | questions   |
        | a product                   | 1 question  |
        | a full cart                 | 1 question  |
        | the checkout                | 6 questions |
        | her name                    | 1 question  |
        | her password                | 3 questions |
        | her addresses               | 3 questions |
        | changing her e-mail address | 2 questions |
        | closing her account         | 1 question  |

    @ui @a11y
    Scenario Outline: A guest makes a mistake at <screen>
      When Ada makes a mistake at <screen>
      Then she is led to a list of what is wrong, and from there to <questions>
      And nothing on it is a barrier or cut off, whatever the colours, the screen and the text

      Examples:
        | screen               | questions   |
        | signing in           | 2 questions |
        | opening an account   | 4 questions |
        | a forgotten password | 1 question  |
        | choosing a password  | 2 questions |

    @ui @a11y
    Scenario Outline: A member of the staff makes a mistake at <screen>
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And Sam is signed in as stock staff
      When Sam makes a mistake at <screen>
      Then he is led to a list of what is wrong, and from there to <questions>
      And nothing on it is a barrier or cut off, whatever the colours, the screen and the text

      Examples:
        | screen                   | questions   |
        | the stock                | 1 question  |
        | the history of a product | 1 question  |

  Rule: A keyboard is enough

    @ui @a11y
    Scenario: A guest buys by keyboard alone
      Given the shop has 5 "Blue mug" at £12.50 in stock
      When Ada buys 2 "Blue mug" with the keyboard alone
      Then she is thanked for an order of £28.95
      And she has seen at every step where she was

  Rule: What has happened is announced to those who cannot see it

    @ui @a11y
    Scenario: A screen reader hears what came into the cart
      Given the shop has 5 "Blue mug" in stock
      When Ada adds 2 "Blue mug" to her cart
      Then a screen reader hears "Added 2 × Blue mug"

    @ui @a11y
    Scenario: A screen reader hears what has been removed
      Given the shop has 5 "Blue mug" in stock
      And Ada is signed in, with 2 "Blue mug" in her cart
      When Ada removes "Blue mug" from her cart
      Then a screen reader hears "Removed Blue mug"

    @ui @a11y
    Scenario: A screen reader hears that quantities have changed
      Given the shop has 5 "Blue mug" in stock
      And Ada is signed in, with 2 "Blue mug" in her cart
      When Ada changes "Blue mug" to 3 in her cart
      Then a screen reader hears "Your cart is up to date"
